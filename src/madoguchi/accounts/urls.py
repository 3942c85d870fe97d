"""入る・出る、の住所。"""

from madoguchi.accounts import views
from madoguchi.accounts.access import PUBLIC, declared_path

urlpatterns = [
    declared_path("sign-in", views.sign_in, access=PUBLIC, name="sign_in"),
    declared_path("sign-out", views.sign_out, access=PUBLIC, name="sign_out"),
]
