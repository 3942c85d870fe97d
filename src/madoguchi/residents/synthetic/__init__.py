"""架空の市の住民と、その基幹システムの出力を作る。実在の人・住所・番号は一つもない。"""

from .announced import write_announced
from .files import write_city

__all__ = ["write_announced", "write_city"]
