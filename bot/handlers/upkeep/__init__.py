"""What a change entails: cards that are drawn again, alarms that are set, words that are taken back."""
