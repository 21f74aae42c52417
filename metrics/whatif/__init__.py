"""What happens to clients and euros in the coming year if something changes?"""
