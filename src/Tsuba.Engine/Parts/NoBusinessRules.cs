using Tsuba.Model.Objects;

namespace Tsuba.Engine.Parts;

/// <summary>The rules of a part without configuration.</summary>
internal sealed class NoBusinessRules : IBusinessRules
{
    /// <inheritdoc />
    public (byte State, string Output) Evaluate(int index) => (3, "This business rule cannot be evaluated.");

    /// <inheritdoc />
    public bool AllRootProblemsHandled(int index) => false;

    /// <inheritdoc />
    public ReadOnlySpan<int> Members(int index) => [];

    /// <inheritdoc />
    public ReadOnlySpan<int> Owners(int index) => [];

    /// <inheritdoc />
    public StateOptions? ForcedOptions(int index) => null;
}
