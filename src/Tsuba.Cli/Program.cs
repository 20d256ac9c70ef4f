using Tsuba.Cli;

return await CommandLine.RunAsync(args, CalledName.Read());
