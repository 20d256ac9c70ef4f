namespace Tsuba.Dispatch.Shards;

/// <summary>Union by size with path halving.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parents;
    private readonly int[] _sizes;

    internal DisjointSets(int count)
    {
        _parents = new int[count];
        _sizes = new int[count];
        for (var index = 0; index < count; index++)
        {
            _parents[index] = index;
            _sizes[index] = 1;
        }
    }

    internal int Find(int index)
    {
        while (_parents[index] != index)
        {
            _parents[index] = _parents[_parents[index]];
            index = _parents[index];
        }

        return index;
    }

    internal void Join(int left, int right)
    {
        left = Find(left);
        right = Find(right);
        if (left == right)
        {
            return;
        }

        if (_sizes[left] < _sizes[right])
        {
            (left, right) = (right, left);
        }

        _parents[right] = left;
        _sizes[left] += _sizes[right];
    }
}
