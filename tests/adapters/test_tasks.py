import asyncio

from structlog.testing import capture_logs

from bot.adapters.tasks import Tasks


async def test_what_a_task_starts_is_waited_for_too() -> None:
    done: list[str] = []
    tasks = Tasks("teams")

    async def second() -> None:
        for _ in range(9):
            await asyncio.sleep(0)
        done.append("second")

    async def first() -> None:
        tasks.start("second", second())

    tasks.start("first", first())
    await tasks.settle(5)
    assert done == ["second"]


async def test_what_does_not_end_is_cut_off_and_named() -> None:
    tasks = Tasks("slack")
    stuck = asyncio.Event()

    async def waits() -> None:
        await stuck.wait()

    tasks.start("socket", waits())
    with capture_logs() as lines:
        await tasks.settle(0.01)
    assert [(line["event"], line["task"]) for line in lines] == [("task cut off", "slack socket")]


async def test_a_fault_is_logged_by_its_name_without_its_words() -> None:
    tasks = Tasks("slack")

    async def fails() -> None:
        raise ValueError("Chromebooks in room 12")

    with capture_logs() as lines:
        tasks.start("reply", fails())
        await tasks.settle(5)
    assert [(line["task"], line["fault"]) for line in lines] == [("slack reply", "ValueError")]
    assert "Chromebooks" not in str(lines)
