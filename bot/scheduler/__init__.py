"""What happens by itself: due duties and waiting messages. APScheduler only wakes us; the tables say what is due."""
