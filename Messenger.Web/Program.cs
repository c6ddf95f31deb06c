using Messenger.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddStorage();
builder.AddVerbs();

var app = builder.Build();
await app.PrepareStorageAsync();
await app.RunAsync();

public partial class Program;
