"""Changes of a document, for tests that plant mistakes: each gives a function of the root."""
import copy


def put(path, text):
    """Sets the text of a leaf."""
    def change(root):
        root.find(path).text = text
    return change


def put_attribute(path, name, value):
    """Sets an attribute, or takes it away where value is None."""
    def change(root):
        node = root if path == "." else root.find(path)
        if value is None:
            del node.attrib[name]
        else:
            node.set(name, value)
    return change


def drop(path):
    def change(root):
        node = root.find(path)
        node.getparent().remove(node)
    return change


def double(path, **attributes):
    """Repeats a node behind itself, with other attributes."""
    def change(root):
        node = root.find(path)
        again = copy.deepcopy(node)
        for name, value in attributes.items():
            again.set(name, value)
        node.addnext(again)
    return change
