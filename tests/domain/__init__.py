"""domain の試験。"""
