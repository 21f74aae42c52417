"""How does a session stand on the screen: prepared, presented, on a phone, and remembered beside a figure?"""
