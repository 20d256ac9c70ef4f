using System.Globalization;
using System.Runtime.InteropServices;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A list as one row has it: texts, numbers and inner lists. Filled again for each row, so rows cost no lists.</summary>
internal sealed class ListCell
{
    private readonly List<ListElement> _elements = [];
    private int _depth;

    /// <summary>All pieces in order.</summary>
    public ReadOnlySpan<ListElement> Elements => CollectionsMarshal.AsSpan(_elements);

    /// <summary>Members of the outermost list.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        _elements.Clear();
        _depth = 0;
        Count = 0;
    }

    public void Add(string text) => Put(new ListElement(ListElementKind.Text, text, 0));

    public void Add(long number) => Put(new ListElement(ListElementKind.Number, "", number));

    public void Add(bool value) => Add(value ? 1 : 0);

    /// <summary>A pair of host and service, or a host alone.</summary>
    public void AddPair(string first, string second)
    {
        Open();
        Add(first);
        Add(second);
        Close();
    }

    public void Open()
    {
        Put(new ListElement(ListElementKind.Open, "", 0));
        _depth++;
    }

    public void Close()
    {
        _depth--;
        _elements.Add(new ListElement(ListElementKind.Close, "", 0));
    }

    /// <summary>Whether a member is the value: a text, a number, or a pair written <c>host|service</c> or <c>host;service</c>.</summary>
    public bool Contains(string value, StringComparison comparison)
    {
        var elements = Elements;
        for (var index = 0; index < elements.Length; index++)
        {
            var element = elements[index];
            switch (element.Kind)
            {
                case ListElementKind.Text when string.Equals(element.Text, value, comparison):
                case ListElementKind.Number when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number == element.Number:
                    return true;
                case ListElementKind.Open:
                    if (IsPair(elements, index, value, comparison))
                    {
                        return true;
                    }

                    index = EndOf(elements, index);
                    break;
            }
        }

        return false;
    }

    /// <summary>The value behind a name of a dict; empty if there is none.</summary>
    public string Lookup(ReadOnlySpan<char> name)
    {
        var elements = Elements;
        for (var index = 0; index + 1 < elements.Length; index += 2)
        {
            if (name.Equals(elements[index].Text, StringComparison.OrdinalIgnoreCase))
            {
                return elements[index + 1].Text;
            }
        }

        return "";
    }

    /// <summary>The first index behind the inner list that opens at <paramref name="open"/>, less one: its end.</summary>
    public static int EndOf(ReadOnlySpan<ListElement> elements, int open)
    {
        var depth = 0;
        for (var index = open; index < elements.Length; index++)
        {
            depth += elements[index].Kind switch
            {
                ListElementKind.Open => 1,
                ListElementKind.Close => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return index;
            }
        }

        return elements.Length - 1;
    }

    private static bool IsPair(ReadOnlySpan<ListElement> elements, int open, string value, StringComparison comparison)
    {
        if (open + 2 >= elements.Length || elements[open + 1].Kind != ListElementKind.Text || elements[open + 2].Kind != ListElementKind.Text)
        {
            return false;
        }

        var (first, second) = (elements[open + 1].Text, elements[open + 2].Text);
        return value.Length == first.Length + 1 + second.Length
            && value[first.Length] is '|' or ';' or '/'
            && value.AsSpan(0, first.Length).Equals(first, comparison)
            && value.AsSpan(first.Length + 1).Equals(second, comparison);
    }

    private void Put(ListElement element)
    {
        if (_depth == 0)
        {
            Count++;
        }

        _elements.Add(element);
    }
}
