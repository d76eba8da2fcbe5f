"""What is told of many ratings: how much, how well, and whether the predictions came true."""
