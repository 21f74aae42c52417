"""What will a provider have spent at the end of the year, how sure is that, and how good was it in earlier years?"""
