import threading

forks = [threading.Lock() for _ in range(5)]
meals = [0] * 5


def eat(i):
    first, second = sorted((i, (i + 1) % 5))
    for _ in range(500):
        with forks[first]:
            with forks[second]:
                meals[i] += 1


threads = [threading.Thread(target=eat, args=(i,)) for i in range(5)]
[t.start() for t in threads]
[t.join() for t in threads]
print(meals)
