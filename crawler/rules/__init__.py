"""The language rules are written in: text -> tree -> the articles that answer.

parse(text) -> Node          parser.py, over the tokens of lexer.py, terms.py and values.py
match(node, article, source) match.py, over an article as reading.py reads it: the judge
answers(node, article, source)  the same, where the words do not matter
Ruleset(rules)               index.py: which of many rules to try; it narrows, the judge decides
failed_examples(rule, …)     examples.py
asked(rule), tidy(node)      tidy.py: the same for what asks the same; as one would best write it
"""

from crawler.rules.examples import failed_examples as failed_examples
from crawler.rules.index import Ruleset as Ruleset
from crawler.rules.match import answers as answers, match as match
from crawler.rules.parser import parse as parse, simple as simple
from crawler.rules.rule import Rule as Rule
from crawler.rules.tidy import asked as asked, tidy as tidy
from crawler.rules.tree import Node as Node
