import pytest
import typer

from crawler.cli.later import LATER, refusal


@pytest.mark.parametrize("name", sorted(LATER))
def test_a_command_that_is_not_built_says_so_and_what_to_do(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as end:
        refusal(name, LATER[name])()
    assert end.value.exit_code == 2
    assert capsys.readouterr().err == f"kliping: {name}: not yet; {LATER[name]}\n"
