local timed = require "timed"

local Counter = {}
Counter.__index = Counter

function Counter:add(step)
    self.count = self.count + step
    self.last = step
end

function Counter:twice(step)
    self:add(step)
    self:add(step)
end

local function count(n)
    local counter = setmetatable({count = 0, last = 0}, Counter)
    for i = 0, n - 1 do counter:twice(i & 3) end
    return counter.count
end

timed(count, 1500000)
