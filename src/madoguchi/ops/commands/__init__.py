"""コマンド。一つのファイルに一つ、add_arguments と run を持つ。"""
