namespace Tsuba.Model.BusinessRules;

/// <summary>One value in front of <c>of:</c>.</summary>
/// <param name="Value">The number; negative: all minus so many; 0: all.</param>
/// <param name="IsPercent">Whether it is a share of the parts.</param>
public readonly record struct BusinessRuleCount(int Value, bool IsPercent)
{
    /// <summary>All parts.</summary>
    public static BusinessRuleCount All => default;

    /// <summary>Whether <paramref name="count"/> of <paramref name="total"/> parts are enough: count / total × 100 ≥ value for a share.</summary>
    public bool IsReached(int count, int total)
    {
        if (Value == 0)
        {
            return count >= total;
        }

        return IsPercent
            ? (long)count * 100 >= (long)(Value < 0 ? 100 + Value : Value) * total
            : count >= (Value < 0 ? total + Value : Value);
    }
}
