"""The stages at work on an archive: reports read, coded and kept, linked as they come, and answers to «why?»."""
