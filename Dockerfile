FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm
WORKDIR /src
COPY . .
RUN dotnet publish Messenger.Web -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown app /data
USER app
VOLUME /data
ENV ASPNETCORE_HTTP_PORTS=8080 Messenger__DataPath=/data
ENTRYPOINT ["dotnet", "Messenger.Web.dll"]
