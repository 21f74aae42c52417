"""How does a session leave the dashboard as files: one page to print, slides to edit, a workbook to count with?"""
