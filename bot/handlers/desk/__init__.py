"""What every verb has at hand: the request, its reply, who asks, which team is meant, and what they see."""
