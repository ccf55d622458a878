"""asyncio: tasks, timeouts, queues, task groups, streams, subprocesses, threads, cancellation, the loop's clean end."""
import asyncio
import sys


async def square(n):
    await asyncio.sleep(0.002 * n)
    return n * n


async def shout(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def streams():
    server = await asyncio.start_server(shout, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b'hello\n' + b'x' * 60000 + b'\n')
    print(await reader.readline(), len(await reader.readexactly(60001)))
    writer.write_eof()
    print(await reader.read())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


async def processes():
    cat = await asyncio.create_subprocess_exec('cat', stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    print(await cat.communicate(b'data'), cat.returncode)
    shell = await asyncio.create_subprocess_shell('echo sh; exit 4', stdout=asyncio.subprocess.PIPE)
    print(await shell.communicate(), shell.returncode)


async def cancellation():
    async def endless():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as e:
            print('cancelled', e.args)
            raise
    task = asyncio.create_task(endless())
    await asyncio.sleep(0)
    print(task.cancel('why'), task.cancelled())
    try:
        await task
    except asyncio.CancelledError:
        print(task.cancelled())


async def groups():
    async with asyncio.TaskGroup() as group:
        a, b = group.create_task(square(2)), group.create_task(square(3))
    print(a.result(), b.result())
    try:
        async with asyncio.timeout(0.001):
            await asyncio.sleep(3600)
    except TimeoutError:
        print('late')
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(square(100))
            group.create_task(asyncio.wait_for(asyncio.sleep(3600), 0.001))
    except* TimeoutError as e:
        print(len(e.exceptions))


async def main():
    print(await asyncio.gather(*(square(i) for i in range(5))))
    queue = asyncio.Queue(2)

    async def produce():
        for i in (1, 2, 3, 4, None):
            await queue.put(i)
    producer = asyncio.create_task(produce())
    got = []
    while (item := await queue.get()) is not None:
        got.append(item)
    print(got, producer.done() or await producer)
    await streams()
    await processes()
    await cancellation()
    await groups()
    print(await asyncio.to_thread(sum, range(1000)))
    loop = asyncio.get_running_loop()
    order, done = [], asyncio.Event()
    loop.call_soon(order.append, 'soon')
    loop.call_later(0.01, lambda: (order.append('later'), done.set()))
    loop.call_soon_threadsafe(order.append, 'threadsafe')
    await done.wait()
    print(order)
    return 'result'


print(asyncio.run(main()))
try:
    asyncio.run(asyncio.wait_for(asyncio.sleep(3600), 0.001))
except asyncio.TimeoutError as e:
    print(type(e), sys.is_finalizing())
