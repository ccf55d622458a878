import asyncio


async def own_name():
    return asyncio.current_task().get_name()


async def main():
    made = [asyncio.create_task(own_name()) for _ in range(3)]
    named = asyncio.create_task(own_name(), name='named')
    number = asyncio.create_task(own_name(), name=5)
    last = asyncio.create_task(own_name())
    print(await made[1], made[1].get_name(), await named, repr(await number), await last)
    print("name='Task-" in repr(made[0]), made[0].get_name() is made[0].get_name())
    for name in 7, 'again', None:
        last.set_name(name)
        print(repr(last.get_name()))
    print([await task for task in made])


asyncio.run(main())
