using FsCheck;
using FsCheck.Fluent;

namespace Tsuba.Dispatch.Tests;

/// <summary>Runs property tests with 200 cases; a failure prints the seed.</summary>
internal static class Properties
{
    internal static void Check<T>(Gen<T> values, Func<T, bool> property) =>
        Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
