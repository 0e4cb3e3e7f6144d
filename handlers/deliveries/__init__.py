"""What each kind of delivery says, rendered when it is sent and whenever it is updated."""
