"""What does somebody read in the mail who did not open the dashboard: what came in, what stands out, what is due?"""
