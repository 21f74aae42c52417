"""What stands on the sheets of the budget page that are no single figure?"""
