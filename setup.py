"""配布物に、定義の棚（catalogue/）を madoguchi/_catalogue として入れる。ほかの設定は pyproject.toml にある。"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages("src"), "madoguchi._catalogue"],
    package_dir={"": "src", "madoguchi._catalogue": "catalogue"},
    package_data={"madoguchi": ["**/*"], "madoguchi._catalogue": ["**/*"]},
    include_package_data=False,
    exclude_package_data={"": ["*.pyc"]},
)
