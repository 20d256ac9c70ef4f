namespace Tsuba.Model.Items;

/// <summary>Whether a state is confirmed. Source: reference/conventions.md 2.</summary>
public enum StateType : byte
{
    /// <summary>Not yet confirmed by max_check_attempts results.</summary>
    Soft = 0,

    /// <summary>Confirmed.</summary>
    Hard = 1,
}
