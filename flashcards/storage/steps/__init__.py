"""What each migration does to the file, a module a step. A step that was released is never changed."""
