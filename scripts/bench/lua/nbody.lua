local timed = require "timed"

local SOLAR_MASS = 39.47841760435743
local BODIES = {
    {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS},
    {4.84, -1.16, -0.10, 0.606, 2.81, -0.02, 0.0377},
    {8.34, 4.12, -0.40, -1.01, 1.82, 0.008, 0.0113},
    {12.9, -15.1, -0.22, 1.08, 0.868, -0.01, 0.0017},
    {15.4, -25.9, 0.179, 0.979, 0.594, -0.034, 0.002},
}

local function advance(bodies, dt, n)
    for _ = 1, n do
        for i = 1, 4 do
            for j = i + 1, 5 do
                local one, two = bodies[i], bodies[j]
                local dx = one[1] - two[1]
                local dy = one[2] - two[2]
                local dz = one[3] - two[3]
                local distance2 = dx * dx + dy * dy + dz * dz
                local pull = dt / (distance2 * distance2 ^ 0.5)
                local push1 = two[7] * pull
                local push2 = one[7] * pull
                one[4] = one[4] - dx * push1
                one[5] = one[5] - dy * push1
                one[6] = one[6] - dz * push1
                two[4] = two[4] + dx * push2
                two[5] = two[5] + dy * push2
                two[6] = two[6] + dz * push2
            end
        end
        for i = 1, 5 do
            local body = bodies[i]
            body[1] = body[1] + dt * body[4]
            body[2] = body[2] + dt * body[5]
            body[3] = body[3] + dt * body[6]
        end
    end
    return string.format("%.9f", bodies[2][1])
end

timed(advance, BODIES, 0.01, 60000)
