local timed = require "timed"

local function make(start)
    local total = start
    return function(step)
        total = total + step
        return total
    end
end

local function run(n)
    local result = 0
    for i = 0, n - 1 do
        local add = make(i)
        add(1)
        add(2)
        result = result ~ add(3)
    end
    return result
end

timed(run, 1000000)
