"""青城科问: curated answers about Hohhot's science-and-technology programs. Knows nothing of Telegram."""
