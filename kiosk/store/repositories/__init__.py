"""One repository for each noun: checked writes in, frozen nouns out."""
