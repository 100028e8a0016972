"""Arabic text: letters, words, sentences, numbers, dates. Every position leads back to the raw text."""
