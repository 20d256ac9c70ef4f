using Xunit;

namespace Tsuba.Testing.Requirements;

/// <summary>A theory that is skipped, with the reason, where a requirement is not met.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips unless every requirement is met.</summary>
    public RequiresTheoryAttribute(params Requirement[] requirements)
    {
        Requirements = requirements;
        Skip = requirements.Select(RequirementProbe.Missing).FirstOrDefault(reason => reason is not null);
    }

    /// <summary>What the test needs.</summary>
    public IReadOnlyList<Requirement> Requirements { get; }
}
