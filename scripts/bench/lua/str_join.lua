local timed = require "timed"

local words = {}
for i = 0, 19999 do words[#words + 1] = "word" .. i end

local function join(n)
    local size = 0
    for _ = 1, n do
        size = size + #table.concat(words, " ") + #table.concat(words)
    end
    return size
end

timed(join, 400)
