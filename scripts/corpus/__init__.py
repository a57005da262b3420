"""What makes the files of corpus/ from their drafts: `python scripts/make_corpus.py`."""
