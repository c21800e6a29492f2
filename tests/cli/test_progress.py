import io

from crawler.cli.progress import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def drawn(stream: io.StringIO, patience: float) -> str:
    with Bar("articles", stream, patience) as bar:
        for done in range(3):
            bar(done, 3)
    return stream.getvalue()


def test_a_bar_is_for_a_terminal_and_for_what_takes_long() -> None:
    assert not drawn(io.StringIO(), 0)
    assert not drawn(Terminal(), 60)
    assert "articles" in drawn(Terminal(), 0)
