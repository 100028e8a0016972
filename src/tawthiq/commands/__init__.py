"""The commands beside code, explain and demo, one module each; they load what they need when they run."""
