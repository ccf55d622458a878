local timed = require "timed"

local function loops(n)
    local total = 0
    for i = 0, n - 1 do
        for j = 0, n - 1 do
            total = total + ((i ~ j) & 7)
            if j > i then total = total - 1 end
        end
    end
    return total
end

timed(loops, 2500)
