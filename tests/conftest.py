"""The order of all tests."""


def pytest_collection_modifyitems(items) -> None:
    """Begin with what takes long, so that no core waits for it in the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
