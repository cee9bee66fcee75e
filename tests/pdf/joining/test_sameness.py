"""Objects of two files are the same where their content is, and large tangles end."""

from pikepdf import Array, Dictionary, Name, Object, Pdf

from panel_papers.pdf.joining.sameness import content_key


def font(pdf, program):
    file = pdf.make_stream(program, Length1=len(program))
    held = pdf.make_indirect(Dictionary(FontFile2=file, Flags=4))
    return Dictionary(Type=Name.Font, FontDescriptor=held, Widths=Array([1, 2.5, 3]))


def test_equal_content_has_one_key_whatever_its_object_numbers():
    one, other = Pdf.new(), Pdf.new()
    other.make_stream(b"something before it")
    assert content_key(font(one, b"abc")) == content_key(font(other, b"abc"))
    assert content_key(font(one, b"abc")) != content_key(font(other, b"abd"))
    assert content_key(Array([1, 2])) != content_key(Array([12]))


def test_a_tangle_of_objects_is_walked_once():
    pdf = Pdf.new()
    held = [pdf.make_indirect(Dictionary(N=i)) for i in range(300)]
    for one in held:
        one.All = Array(held)
    assert content_key(held[0]) == content_key(held[0])


def test_name_that_is_no_text_has_a_key():
    keys = [content_key(Object.parse(b"<</#e%d 1>>" % digit)) for digit in (6, 7)]
    assert keys[0] != keys[1]
