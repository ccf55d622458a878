# Threads ask futures of asyncio for their result while another sets it: each answer is "not yet" or the result.
import asyncio
import threading

N = 20_000
loop = asyncio.new_event_loop()
current = loop.create_future()
answers = set()
is_over = False


def ask():
    while not is_over:
        try:
            answers.add(current.result())
        except asyncio.InvalidStateError as error:
            answers.add(str(error))


threads = [threading.Thread(target=ask) for _ in range(3)]
for thread in threads:
    thread.start()
for _ in range(N):
    current = loop.create_future()
    current.set_result('the result')
is_over = True
for thread in threads:
    thread.join()
loop.close()
print(answers - {'the result', 'Result is not set.'})
