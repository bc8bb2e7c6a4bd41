"""``make bench``: what Jianbao costs, as ratios to what people would use instead, measured side by side in one run.

Every module measures one thing and gives tables; ``__main__`` puts them into ``docs/benchmarks.md``.
"""
