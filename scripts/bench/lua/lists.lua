local timed = require "timed"

local function fill(n)
    local numbers = {}
    for i = 0, n - 1 do numbers[#numbers + 1] = i end
    local total = 0
    for i = 1, n do
        total = total + numbers[i]
        numbers[i] = total
    end
    return numbers[n]
end

timed(fill, 3000000)
