using System.CommandLine;
using Tsuba.Cli.Composition;
using Tsuba.Cli.Verbs.Pki;

namespace Tsuba.Cli.Verbs;

/// <summary>The verbs, in the order of the help text.</summary>
internal static class AllVerbs
{
    public static IEnumerable<Command> Create() =>
    [
        DemoVerb.Create(),
        RunVerb.Create(),
        VerifyVerb.Create(),
        DumpVerb.Create(),
        ShardsVerb.Create(),
        SimulateVerb.Create(),
        WhatIfVerb.Create(),
        BacktestVerb.Create(),
        StatusVerb.Create(),
        ReloadVerb.Create(),
        .. PartVerbs.Create(),
        ExplainVerb.Create(),
        QueryVerb.Create(),
        AvailabilityVerb.Create(),
        CommandVerb.Create(),
        AdoptVerb.Create(),
        ConfigVerb.Create(),
        TokenVerb.Create(),
        PkiVerb.Create(),
        DemoWebVerb.Create(),
        .. DaemonRegistry.Ports.Select(daemon => DaemonVerb.Create(daemon.Role, daemon.Port)),
    ];
}
