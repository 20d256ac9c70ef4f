using System.Diagnostics.CodeAnalysis;

namespace Tsuba.Synchronizer.Versions;

/// <summary>What came of an order: a value, or why not.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed class Answer<T>
    where T : class
{
    private readonly T? _value;

    private Answer(T? value, Refusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    /// <summary>Why the order was not carried out; null: it was.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Takes the value, or the refusal.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = _value;
        refusal = Refusal;
        return value is not null;
    }

    /// <summary>An order that was carried out.</summary>
    public static implicit operator Answer<T>(T value) => new(value, null);

    /// <summary>An order that was not.</summary>
    public static implicit operator Answer<T>(Refusal refusal) => new(null, refusal);
}
