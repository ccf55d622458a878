"""Floats: the planets around the sun, with the symplectic Euler method."""
from timed import timed

SOLAR_MASS = 39.47841760435743
BODIES = [
    # x, y, z, vx, vy, vz, mass: the sun, then the four giants (astronomical units, years)
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS],
    [4.84, -1.16, -0.10, 0.606, 2.81, -0.02, 0.0377],
    [8.34, 4.12, -0.40, -1.01, 1.82, 0.008, 0.0113],
    [12.9, -15.1, -0.22, 1.08, 0.868, -0.01, 0.0017],
    [15.4, -25.9, 0.179, 0.979, 0.594, -0.034, 0.002],
]


def advance(bodies, pairs, dt, n):
    for _ in range(n):
        for one, two in pairs:
            dx = one[0] - two[0]
            dy = one[1] - two[1]
            dz = one[2] - two[2]
            distance2 = dx * dx + dy * dy + dz * dz
            pull = dt / (distance2 * distance2 ** 0.5)
            push1 = two[6] * pull
            push2 = one[6] * pull
            one[3] -= dx * push1
            one[4] -= dy * push1
            one[5] -= dz * push1
            two[3] += dx * push2
            two[4] += dy * push2
            two[5] += dz * push2
        for body in bodies:
            body[0] += dt * body[3]
            body[1] += dt * body[4]
            body[2] += dt * body[5]
    return '%.9f' % bodies[1][0]


PAIRS = [(BODIES[i], BODIES[j]) for i in range(5) for j in range(i + 1, 5)]
timed(advance, BODIES, PAIRS, 0.01, 60000)
