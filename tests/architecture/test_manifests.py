"""What the scripts read from manifests and test folders."""

import pytest
from manifests import depends, logic, others, tags


@pytest.fixture
def addons(tmp_path):
    files = {
        "shop/__manifest__.py": "{'depends': ['till', 'sale']}",
        "till/__manifest__.py": "{'depends': ['mail']}",
        "shop/tests/front/test_window.py": "",
        "shop/models/front/window.py": "from ...logic import light\n",
        "shop/models/back/store.py": "from ...logic.weight import heavy\n",
        "tests/test_light.py": "from logic.light import bright\n",
        "tests/test_weight.py": "from logic.weight import heavy\n",
    }
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


def test_depends_follows_own_modules(addons):
    assert depends(addons, "shop") == "mail,sale"


def test_tags_name_the_files_of_a_room(addons):
    assert tags(addons, "front") == "/shop/tests/front/test_window.py"


def test_unknown_room_is_an_error(addons):
    with pytest.raises(SystemExit, match="the rooms: front"):
        tags(addons, "cellar")


def test_others_are_the_modules_that_tags_name():
    text = "/sale:TestX.test_y,shop/till,-/stock,/shop/tests/front/test_a.py,slow"
    assert others(text, "shop,till") == "sale,stock"


def test_logic_of_a_room(addons):
    assert logic(addons, addons / "tests", "front").endswith("test_light.py")
    assert logic(addons, addons / "tests", "back").endswith("test_weight.py")
