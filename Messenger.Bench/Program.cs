using Messenger.Bench;

try
{
    var options = Options.Read(args);
    await Measures.RunAsync(options);
    return 0;
}
catch (Exception failure) when (failure is ArgumentException or IOException or InvalidOperationException)
{
    Console.Error.WriteLine(failure.Message);
    Console.Error.WriteLine();
    Console.Error.WriteLine(Options.Usage);
    return 1;
}
