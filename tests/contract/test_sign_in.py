"""Who is not the platform is refused before anything of ours runs."""

from tests.contract.probe import Probe


async def test_a_bad_signature_or_token_is_refused_before_any_handler_runs(probe: Probe) -> None:
    refused = await probe.forged()
    assert len(refused) >= 4
    assert set(refused.values()) <= {401, 403}
    assert probe.script.asked == []


async def test_the_same_request_with_a_good_one_is_let_in(probe: Probe) -> None:
    assert await probe.genuine() == 200
    assert len(probe.script.asked) == 1
